"""What searching, similar questions and finding whom to ask cost, beside two engines that only search."""
