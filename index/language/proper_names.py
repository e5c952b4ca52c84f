"""What tells the names of persons, organisations and places apart.

The words that tell authors on a title page are of many languages; those that tell names in running
text, which are more, are English.
"""

from index.language.english import NAME_PARTICLES

# Lower-case words that may stand inside a person's name ("Ludwig van Beethoven").
PERSONAL_PARTICLES = (NAME_PARTICLES - {"of"}) | frozenset(
    "af av den do ten ter zu zum zur".split()
)
# Behind a person's name, without a full stop.
NAME_SUFFIXES = frozenset("jr sr ii iii iv".split())
# Words of a name that begin with one are an organisation's; of many languages.
ORGANISATION_STEMS = tuple(
    "universi institut instytut academ akadem colleg laborator departe departm minist governm "
    "gouvern gobiern committee commission kommission foundation fondation fundaci stiftung "
    "associat society société sociedad corporat company compañía consorti fakult facult faculty "
    "hochschule fachhochschule technikum workgroup organi technolog informati international "
    "national federal verlag edition publish consult solution".split()
)
# A name that holds one is an organisation's.
ORGANISATION_WORDS = frozenset(
    (
        "ag agency bureau center centre centro clinic club co consultants corp council crew "
        "developers division enterprise gmbh group hospital inc initiative lab labs library llc "
        "ltd maintainers museum network office partners program programme project research school "
        "sciences service services software staff studio support systems team union zentrum"
    ).split()
)
# Beside them, what an institution is called by and hardly a person is: asked where one name alone
# is stated, and no text below it shows which words are ordinary.
INSTITUTION_WORDS = ORGANISATION_WORDS | frozenset(
    (
        "admin against agence airlines alliance american amt anonymous archive archives army "
        "assembly associates australian author authorities authority authors banca banco bank "
        "banque board borders british broadcasting bundesamt bundestag bundeswehr cabinet "
        "campaign canadian chamber charity chinese church city ciudad climate coalition "
        "collective community company congress conservatory contributors cooperative court cross "
        "das defence defense department deutsche deutscher deutsches die digest directorate "
        "district doctors economics editorial editors electric embassy energy europe european "
        "exchange facility federation force forum fund gallery gazette global government guardian "
        "guest guild health herald hotel house human industries institute instruments "
        "intelligence journal justice league les los magazine media ministry mission motors "
        "movement nations navy news newspaper observatory observer orchestra parliament "
        "partnership party pictures platform police post press records reporters reserve review "
        "rights river russian sans secretariat senate society stadt station statistics survey "
        "taskforce telegraph the theatre times treasury tribunal tribune trust unit university "
        "user veterans ville volunteers watch welle wire without women workers world writer zeit"
    ).split()
)
# The same of what compounds are made of: "Bundesministerium", "Neue Zürcher Zeitung".
INSTITUTION_PARTS = tuple(
    "ministeri zeitung institut gesellschaft verband verein anstalt kammer gericht rundfunk "
    "behörde universit".split()
)
# Before a person's name, and no part of it.
HONORIFICS = frozenset("dr prof professor sir dame mr mrs ms rev".split())
# A name that begins, or ends, with one is a place's.
PLACE_OPENINGS = frozenset(
    (
        "baton buenos cabo cape central costa east eastern el fort great hong kuala lake las los "
        "lower mount new north northern palo port puerto rio saint san santa saudi sierra south "
        "southern sri st tel united upper west western"
    ).split()
)
PLACE_ENDINGS = frozenset(
    (
        "avenue beach city county district falls heights hills island islands kingdom park "
        "province republic road springs states street town valley village"
    ).split()
)

# --- In running text: what stands in a name, or right beside one. ---

# Before a person's name; also abbreviated.
PERSONAL_TITLES = frozenset(
    (
        "mr mrs ms miss mx sir dame lord lady dr doctor prof professor judge justice "
        "president chancellor premier minister secretary senator governor gov sen rep mayor "
        "ambassador councillor chairman chairwoman coach "
        "king queen prince princess emperor empress sultan caliph shah czar tsar duke duchess "
        "earl count countess baron baroness "
        "saint pope cardinal archbishop bishop abbot rev reverend pastor father mother brother "
        "sister rabbi imam mullah maulana maulvi mufti ayatollah sheikh lama swami guru "
        "general gen admiral colonel col major captain capt lieutenant lt sergeant sgt corporal "
        "commander marshal inspector constable"
    ).split()
)
# What a person is who is named right behind it.
PERSONAL_ROLES = frozenset(
    (
        "leader chief head founder chair treasurer director manager president deputy successor "
        "spokesman spokeswoman spokesperson editor author writer poet novelist scholar historian "
        "analyst engineer scientist physicist chemist biologist mathematician philosopher "
        "architect inventor developer maintainer artist painter sculptor composer musician singer "
        "actor actress player captain commander ruler lawyer nurse teacher farmer merchant "
        "son daughter wife husband widow brother sister father mother cousin friend"
    ).split()
)
# What a person has or did: "Ada's theorem".
PERSONAL_BELONGINGS = frozenset(
    (
        "birth childhood life career death widow wife husband son daughter father mother brother "
        "sister successor successors colleague theory theorem proof work book novel poem painting "
        "letter diary speech opinion house"
    ).split()
)
# What a person does: "Ada said".
PERSONAL_DEEDS = frozenset(
    (
        "said says wrote writes argued argues told asked thought believed believes knew felt "
        "remembered smiled married died lived retired"
    ).split()
)
# A name that ends with one is an organisation's, or holds one before "of", "for" or "in".
ORGANISATION_NOUNS = ORGANISATION_WORDS | frozenset(
    (
        "academy administration airline airlines airways alliance army assembly association "
        "authority bank board brigade brotherhood brothers cabinet charity church coalition "
        "college commission committee company congress consortium cooperative corporation court "
        "department federation firm force forces foundation front fund government guard guild "
        "holdings industries institute institution insurance journal league ministry mission "
        "motors movement nations navy news orchestra order organisation organisations "
        "organization organizations parliament party plc police post press railway railways "
        "regiment review school senate society state times trust university"
    ).split()
)
# A name that begins or ends with one is a place's.
PLACE_NOUNS = PLACE_ENDINGS | frozenset(
    (
        "airport bay bridge canal castle cathedral central coast creek desert east eastern empire "
        "forest glacier gulf harbour harbor hill lake mount mountain mountains north northern "
        "ocean palace peninsula quarter reef region river sea south southern square station "
        "strait territory volcano west western"
    ).split()
)
# What is of a place: "the mayor of Arvale".
PLACE_COMPANIONS = frozenset(
    (
        "capital city town village port coast shore shores banks mouth source map population "
        "inhabitants people mayor north south east west centre center war"
    ).split()
)
# What a place has: "Arvale's coast".
PLACE_BELONGINGS = frozenset(
    "capital border borders coast district districts province provinces population economy".split()
)
# Who belongs to an organisation, and what it has: "the Guild's members".
ORGANISATION_BELONGINGS = frozenset(
    (
        "leader leaders leadership member members membership board chair ceo director directors "
        "founder founders officer officers official officials staff employee employees worker "
        "workers manager managers management representative representatives delegates supporters "
        "fans players spokesman spokeswoman spokesperson shareholders investors customers "
        "subsidiary subsidiaries headquarters affiliate affiliates branches commander commanders "
        "soldiers fighters troops ranks website statutes bylaws"
    ).split()
)
# Before "of" and an organisation: "a member of the Guild".
ORGANISATION_PARTS = frozenset(
    (
        "member members leader leaders leadership chair head director founder employee employees "
        "staff supporters shareholders subsidiary board wing branch chapter division part"
    ).split()
)
# What bears a name and is no person, organisation or place: "the steamer Grey Heron".
NAMED_THINGS = frozenset(
    (
        "ship vessel steamer ferry boat yacht aboard satellite locomotive "
        "book novel poem play film opera album song painting magazine "
        "software program app application package library module plugin tool command format "
        "protocol game brand species genus breed variety"
    ).split()
)
# A name that ends with one, or begins with one and "of", is such a thing's.
NAMED_THING_NOUNS = frozenset(
    (
        "act agreement award battle bible convention constitution code cup day edition festival "
        "law manual prize regulation revolution treaty war wars"
    ).split()
)
SHIP_PREFIXES = frozenset("hms hmcs hmas uss rms ss mv".split())
# What a country and what is of it are called where the two begin otherwise, or are abbreviated:
# "American" and "the U.S.", "Dutch" and "the Netherlands"; folded words, groups apart by "/".
COUNTRY_FORMS = tuple(
    frozenset(group.split())
    for group in (
        "us usa america american americans united states / uk britain british briton britons "
        "united kingdom / ussr soviet soviets union / uae united emirates emirati emiratis "
        "/ drc congo congolese / netherlands dutch holland / france french "
        "/ spain spanish spaniard spaniards / denmark danish dane danes "
        "/ sweden swedish swede swedes / finland finnish finn finns / poland polish pole poles "
        "/ ireland irish / wales welsh / norway norwegian norwegians / switzerland swiss "
        "/ greece greek greeks / turkey turkish turk turks / czechia czech czechs "
        "/ scotland scottish scot scots / england english "
        "/ philippines filipino filipinos filipina / peru peruvian peruvians / iraq iraqi iraqis "
        "/ cyprus cypriot cypriots / monaco monegasque / croatia croat croats "
        "/ serbia serb serbs / myanmar burma burmese / iran persia persian persians "
        "/ lao laos laotian / malta maltese / thailand thai thais / niger nigerien / oman omani"
    ).split("/")
)
# Who believes what: with a capital like a name, and named in many other ways, "the faithful".
BELIEVERS = frozenset(
    (
        "muslim muslims moslem moslems islamic sunni sunnis shia shias shiite shiites christian "
        "christians catholic catholics protestant protestants orthodox evangelical evangelicals "
        "jew jews jewish hindu hindus buddhist buddhists sikh sikhs pagan pagans atheist atheists "
        "god allah"
    ).split()
)
# Where a government sits, by which it may be called -> what its country is called.
COUNTRY_SEATS = {
    seat: frozenset(countries)
    for seat, *countries in map(
        str.split,
        (
            "washington us / pentagon us / london uk / westminster uk / moscow russia ussr "
            "/ kremlin russia ussr / kabul afghanistan / islamabad pakistan / beijing china "
            "/ delhi india / tehran iran / riyadh saudi / ankara turkey / paris france "
            "/ berlin germany / rome italy / madrid spain / brussels europe belgium / kyiv ukraine "
            "/ kiev ukraine / warsaw poland / tokyo japan / seoul korea / pyongyang korea "
            "/ jerusalem israel / baghdad iraq / damascus syria / cairo egypt / tripoli libya "
            "/ khartoum sudan / sanaa yemen / doha qatar / ottawa canada / canberra australia "
            "/ hanoi vietnam / caracas venezuela / havana cuba"
        ).split("/"),
    )
}
