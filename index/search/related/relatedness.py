"""Whether a sentence has to do with a question at all, be it no answer to it."""

# The least cosine of a question, or topic, and a sentence that bears on it.
#
# Chosen on the questions of `essay_dev` and `members/questions` that the essay does not answer.
# With those on other subjects (12: vaccines, a router) no sentence of it reaches 0.22; with near
# misses and false premises (20) the best of each is at least 0.34. Not chosen on: 250 questions of
# a search log, of which 3 % have a sentence above it in the essay.
RELATED = 0.3
