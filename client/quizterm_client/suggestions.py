"""Friendly names made of two words, for people who have no wish and for bots."""

from random import Random

# fmt: off
_FIRST = (  # untranslated: parts of names
    "Agile", "Amber", "Ancient", "Arctic", "Bold", "Brave", "Breezy", "Bright", "Calm", "Cheerful",
    "Clever", "Cosmic", "Cosy", "Crimson", "Curious", "Daring", "Dashing", "Dreamy", "Eager", "Early",
    "Fancy", "Fearless", "Fluffy", "Frosty", "Gentle", "Glad", "Golden", "Happy", "Hidden", "Honest",
    "Humble", "Jolly", "Keen", "Kind", "Lively", "Lucky", "Lunar", "Merry", "Mighty", "Misty", "Modest",
    "Nimble", "Noble", "Patient", "Peppy", "Polite", "Proud", "Quick", "Quiet", "Rapid", "Royal", "Rustic",
    "Sandy", "Silent", "Silver", "Snowy", "Solar", "Sunny", "Swift", "Tidy", "Tiny", "Vivid", "Warm",
    "Witty", "Zesty",
)

_SECOND = (  # untranslated: parts of names
    "Badger", "Beaver", "Bison", "Camel", "Cheetah", "Condor", "Crane", "Dolphin", "Eagle", "Falcon",
    "Ferret", "Finch", "Fox", "Gecko", "Gibbon", "Giraffe", "Hamster", "Hare", "Hedgehog", "Heron", "Ibex",
    "Jackal", "Jaguar", "Kestrel", "Koala", "Lemur", "Leopard", "Lion", "Llama", "Lynx", "Magpie", "Marmot",
    "Marten", "Moose", "Newt", "Ocelot", "Octopus", "Orca", "Osprey", "Otter", "Owl", "Panda", "Panther",
    "Parrot", "Pelican", "Penguin", "Pony", "Puffin", "Puma", "Quail", "Rabbit", "Raccoon", "Raven",
    "Robin", "Salmon", "Seal", "Sparrow", "Squid", "Stork", "Swan", "Tapir", "Tiger", "Toad", "Toucan",
    "Turtle", "Walrus", "Weasel", "Whale", "Wolf", "Wombat", "Yak", "Zebra",
)
# fmt: on


def suggest_name(rng: Random) -> str:
    """One name, at most 20 cells wide."""
    return f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}"


def distinct_names(rng: Random, count: int) -> list[str]:
    """Names of which no two are alike; numbered ones follow when the words run out."""
    pairs = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    rng.shuffle(pairs)
    return [pairs[number] if number < len(pairs) else f"Bot {number + 1}" for number in range(count)]
