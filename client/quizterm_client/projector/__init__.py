"""The projector's screen: what a whole room watches, without controls."""
