from tacit.advise.synonyms import synonyms


def test_words_of_a_group_stand_for_each_other_and_not_for_themselves() -> None:
    assert "pupil" in synonyms()["child"]
    assert all(
        other in synonyms() and one in synonyms()[other]
        for one in synonyms()
        for other in synonyms()[one]
    )
    assert all(one not in others for one, others in synonyms().items())
