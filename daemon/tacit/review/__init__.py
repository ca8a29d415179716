"""What a person sees of a draft and says about it, in the terminal and on a local page."""
