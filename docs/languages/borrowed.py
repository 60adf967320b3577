"""What the library of the command line says, in its own words, of help and of lines that it cannot take."""

SINGLE = (
    "Aborted!",
    "default: {default}",
    "required",
    "env var: {var}",
    "Arguments",
    "Options",
    "Commands",
    "Usage:",
    "Show this message and exit.",
    "Missing command.",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Option {name!r} does not take a value.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
)
PLURAL = (
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
