"""What tells the names of persons, organisations and places apart; words of many languages."""

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
