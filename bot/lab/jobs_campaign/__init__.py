"""Documents brought to several servers, while workers and the bot are killed: what is left.

The house is the part of the bot that takes documents in, in a process of its own: the product's
workforce, with workers that end at a point that chance chooses.
"""
