"""Pictures that members put into their texts: drawn anew, kept once, forgotten when no text shows them."""
