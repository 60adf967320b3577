"""Letters that look like others in a terminal font; the keys are in folded case."""

_PAIRS = (
    # digits and signs
    "0o 1l il |l !l $s "
    # Cyrillic
    "аa вb еe ѕs іl јj ӏl кk мm нh оo рp сc тt уy хx ԁd ԛq ԝw һh ҽe зз ьb үy ғf қk ҳx "
    # Greek
    "αa βb εe ζz ηn ιl κk μm νn οo ρp τt υy χx ωw γy "
    # Armenian
    "օo սu հh ոn ցg զq յj ճd լl "
    # Latin letters of other alphabets
    "ɑa ɡg ıl ɩl ɪl ʟl ʏy ʀr ɴn ʜh ɢg ʙb ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ǀl "
    # Cherokee
    "Ꭺa Ᏼb Ꮯc Ꭰd Ꭼe Ꮐg Ꮋh Ꭻj Ꮶk Ꮮl Ꮇm Ꮲp Ꮢr Ꮪs Ꭲt Ꮩv Ꮃw Ꭹy Ꮓz Ꭵl"
)

LOOKALIKES = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
"""For `str.translate` on decomposed, case-folded text."""
