"""The only way out for what is known of groups: nothing about people leaves but what these modules released."""
