"""What people ask without the name of the thing, and what they say that is about nothing."""

# A request in plain words, and a name of the concept that it is about.
MEANT = [
    ("can I shrink the model so that it runs on a laptop", "quantization"),
    ("gpu memory is full, it does not fit", "out of memory"),
    ("the test sometimes fails and passes when I run it again", "flaky test"),
    ("training falls apart, the loss turns into nan", "divergence"),
    ("two threads overwrite each other under load", "race condition"),
    ("Speicher reicht nicht beim Training", "out of memory"),
    (
        "the county report averages the villages' percentages "
        "although some have fifty people and others five thousand",
        "weighted average",
    ),
    (
        "many of our subscribers are still with us, how do I work "
        "out the usual length of a membership anyway",
        "survival analysis",
    ),
    (
        "the fridge compressor keeps clicking on and off every few seconds near four degrees",
        "hysteresis",
    ),
    ("my sous-vide bath first gets far too hot, then too cold, and never settles", "pid"),
    (
        "the printing house has three presses and a pile of orders "
        "with delivery dates, which one goes next on which press",
        "dispatching rule",
    ),
    (
        "seven candidates for the new hall, noise should weigh double, how to compute one ranking",
        "multi-criteria decision",
    ),
    (
        "the dancers' costumes: some things must be put on before others, give one valid order",
        "topological sort",
    ),
    ("the wedding seating wishes cannot all be satisfied, which ones clash", "infeasible"),
    (
        "two choirs merged their address books, many singers appear "
        "in both under slightly other names",
        "deduplication",
    ),
    (
        "the vending app lost signal, the customer tapped once more and two drinks were charged",
        "idempotency",
    ),
    (
        "nightly we copy the entire catalogue, though only a handful of books were edited",
        "change data capture",
    ),
    ("the weather service hangs and drags our whole timetable page with it", "circuit breaker"),
    (
        "the train company allows us sixty questions a minute, how do I keep under it",
        "rate limiting",
    ),
    (
        "two librarians opened the same card, the later save removed the earlier correction",
        "optimistic locking",
    ),
    (
        "let the machine think up thousands of odd recipes and check "
        "that scaling up and down again gives the original",
        "property-based testing",
    ),
    ("the timetable board's light green writing is hard to make out for grandparents", "contrast"),
    ("nobody finds the opening hours on the library's site", "information architecture"),
    (
        "we promised the choirs that the site is up nearly always, how much may it be down",
        "error budget",
    ),
    (
        "of the people that joined the gym at new year, how many are still coming in spring",
        "cohort",
    ),
    (
        "before the scouts build the tower, collect what can go "
        "wrong with it and what is most dangerous",
        "fmea",
    ),
    (
        "two vets score the same x-rays from one to five, how much do they agree",
        "inter-rater agreement",
    ),
    (
        "I want to fix in advance what counts as success, so that "
        "nobody can accuse me of cherry picking",
        "preregistration",
    ),
    (
        "gather every trial on this herb by fixed criteria and note why one is excluded",
        "systematic review",
    ),
    (
        "the guard dog barks at foxes too, where should we draw the "
        "line between misses and false alarms",
        "signal detection",
    ),
    (
        "the club wants to put its members' ages and postcodes "
        "online without anyone being recognised",
        "k-anonymity",
    ),
    (
        "the tenancy letter is written in lawyers' sentences, tenants do not get it",
        "plain language",
    ),
    (
        "for the lottery drum, think like a cheat and list where one could interfere",
        "threat modeling",
    ),
    (
        "two skaters do the same routine, one is a bit slower in places, line up their movements",
        "dynamic time warping",
    ),
    ("the card runs full halfway through training", "out of memory"),
    ("the graphics card sits around half the time while training", "gpu utilization"),
    ("the night run was killed, continue it from where it stopped", "checkpoint"),
    ("this check goes red every third night and green on the second try", "flaky test"),
    ("our server needs a restart every weekend because it gets fatter", "memory leak"),
    ("swap the version without anybody noticing", "zero downtime"),
]

CHAT = [
    "please don't touch the database",
    "print the full stack trace",
    "could you make this a bit faster",
    "now do the same for the other module",
    "continue",
    "go on with the next one",
    "ok do it",
    "yes please go ahead",
    "weiter",
    "why is that test red now?",
    "what did you change?",
    "rename this variable",
    "run the tests again",
    "is the server still running?",
    "what does this error mean",
    "stop, wait",
    "undo that and try a different way",
    "open a pull request for this branch",
    "sort the list by name",
    "remove the unused import",
    "add a type hint here",
    "why does this test take so long to run?",
    "how long did that take?",
    "can you explain this function to me",
    "thanks, looks good",
    "use the existing client instead of a new one",
    "mach das bitte rückgängig",
    "pourquoi ce test est rouge ?",
    "¿por qué falla la prueba?",
    "続けてください",
    "为什么这个测试失败了",
    "продолжай",
]
