"""For whom a reply is made: what they may see, their language, and what was chosen for them."""
