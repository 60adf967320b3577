"""Passwords that everybody who guesses tries first."""

_WORDS = """
password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa$$word passwort passwort1
passwort123 motdepasse contraseña contrasena senha123 12345678 123456789 1234567890 12345678910 0123456789
87654321 987654321 9876543210 11223344 1122334455 12341234 123123123 12312312 12121212 13131313 10203040
147258369 123454321 123654789 789456123 159753456 987456321 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4
q1w2e3r4t5 1qaz2wsx 1qaz2wsx3edc zaq12wsx qazwsxedc qwerasdf qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop
qwertz123 qwertzui qwertzuiop azertyui azertyuiop azerty123 asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1
zxcvbnm123 abcd1234 abcdefgh abcdefg1 abcdefghi abc12345 abc123456 abc123abc a1b2c3d4 a1b2c3d4e5 aa123456
aa12345678 a12345678 a123456789 iloveyou iloveyou1 iloveyou2 ichliebedich teamo123 princess princess1 sunshine
sunshine1 football football1 baseball baseball1 basketball fussball superman superman1 batman123 spiderman
starwars pokemon1 pokemon123 minecraft minecraft1 fortnite fortnite1 whatever trustno1 letmein1 letmein123
welcome1 welcome12 welcome123 willkommen willkommen1 hello123 hello1234 hallo123 hallo1234 bonjour1 computer
computer1 internet internet1 samsung1 samsung123 michelle michael1 jennifer jordan23 charlie1 jessica1
dragon123 monkey123 shadow123 master123 killer123 soccer123 liverpool liverpool1 chelsea1 arsenal1 barcelona
changeme changeme1 changeme123 default1 default123 secret123 geheim123 topsecret test1234 test12345 testtest
testing1 testing123 admin123 admin1234 administrator admin12345 adminadmin root1234 rootroot user1234 username
guest123 login123 student1 student123 students teacher1 teacher123 teachers lehrer123 schueler schule123
school123 classroom quizterm quizterm1 quizterm123 quiz1234 quizquiz summer2023 summer2024 summer2025
summer2026 sommer2024 sommer2025 sommer2026 winter2023 winter2024 winter2025 winter2026 spring2024 spring2025
spring2026 autumn2024 autumn2025 autumn2026 herbst2025 fruehling access14 blink182 mustang1 corvette mercedes
maverick cocacola nintendo playstation christmas snickers butterfly chocolate sweetheart blahblah asdqwe123
google123 facebook facebook1 linkedin myspace1 passpass pass1234 pass12345 password! password1! qwerty1!
11111111 00000000 correcthorsebatterystaple
"""

COMMON = frozenset(_WORDS.split())
"""In lower case, of eight characters or more: shorter ones are refused anyway."""
