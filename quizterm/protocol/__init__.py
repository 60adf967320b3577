"""The wire: every message in both directions, the codec, close codes and the protocol number."""
