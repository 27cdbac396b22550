"""What a text tells twice, puts off or only names, and whom it is about."""

from __future__ import annotations

from kelisim import extract
from kelisim.model import Claim


def claims(text: str, kind: str, published: str = "2025-05-08") -> list[Claim]:
    return [claim for claim in extract(text, language="en", published=published) if claim.kind == kind]


def test_the_agreement_is_the_one_told_before() -> None:
    found = claims(
        "Oman and Turkey signed an agreement on tourism. The agreement was signed by the ministers of Oman and Turkey.",
        "agreement",
    )
    assert [(claim.instrument, claim.sectors) for claim in found] == [("agreement", ("tourism",))]


def test_a_later_stage_of_the_agreement_told_before_is_news() -> None:
    found = claims(
        "Oman and Turkey signed an agreement on tourism. The agreement was ratified by Oman and Turkey.", "agreement"
    )
    assert [claim.stage for claim in found] == ["signed", "ratified"]


def test_the_following_were_signed() -> None:
    found = claims(
        "Oman and Turkey met. The following were signed:\n- Agreement on visas;\n- Roadmap for sport.", "agreement"
    )
    assert [(claim.instrument, claim.stage) for claim in found] == [("agreement", "signed"), ("roadmap", "signed")]


def test_what_was_not_signed_is_still_negotiated() -> None:
    for text in (
        "The agreement between Oman and Turkey on visas was not signed.",
        "Signing of the agreement between Oman and Turkey on visas was postponed.",
    ):
        assert [claim.stage for claim in claims(text, "agreement")] == ["negotiating"]


def test_a_length_of_time_counts_no_contracts() -> None:
    found = claims("Oman and Turkey signed a five-year contract worth $40 million.", "agreement")
    assert [(claim.count, claim.value) for claim in found] == [(1, 40_000_000)]


def test_what_an_agreement_is_about_is_no_project_of_its_own() -> None:
    assert not claims("Oman and Turkey signed an agreement on the construction of a cement plant.", "project")
    assert claims("Oman and Turkey began the construction of a cement plant.", "project")


def test_a_branch_and_its_university_are_one_project() -> None:
    assert len(claims("Oman and Turkey opened a branch of the Ankara State University in Muscat.", "project")) == 1


def test_a_duty_needs_a_deadline() -> None:
    duty = "The ministries of Oman and Turkey must submit a list of goods"
    assert [claim.deadline for claim in claims(f"{duty} until June 1.", "commitment")] == ["2025-06-01"]
    assert not claims(f"{duty}.", "commitment")


def test_what_was_decided_in_an_earlier_year_is_no_commitment() -> None:
    text = "Oman and Turkey agreed to create a joint energy council"
    assert claims(f"{text}.", "commitment") or claims(f"{text}.", "project")
    assert not claims(f"{text} in 2019.", "commitment")


def test_a_text_may_be_about_a_body_and_a_state() -> None:
    text = (
        "The EBRD works in Moldova. The EBRD was joined by Romania. The EBRD lends more. "
        "The loan agreement worth €60 million was signed today."
    )
    assert [claim.parties for claim in claims(text, "agreement")] == [("EBRD", "MD")]


def test_a_verb_belongs_to_the_thing_nearest_to_it() -> None:
    found = claims("Oman and Turkey will create a joint venture to carry freight along the Caspian route.", "project")
    assert [claim.stage for claim in found] == ["planned"]


def test_things_of_a_list_share_its_verb() -> None:
    text = "Oman and Turkey began the construction of a steel plant, a hospital and a school."
    assert [claim.stage for claim in claims(text, "project")] == ["launched"] * 3


def test_later_the_same_day_is_the_day_told_last() -> None:
    text = (
        "The presidents of Oman and Turkey held talks in Muscat on May 2. "
        "On the same day the foreign ministers of Oman and Iran held talks."
    )
    assert [claim.date for claim in claims(text, "meeting")] == ["2025-05-02", "2025-05-02"]


def test_a_summit_told_twice_is_one() -> None:
    text = (
        "The summit was held in Ankara on May 2. President Tokayev of Kazakhstan, "
        "President Japarov of Kyrgyzstan and President Aliyev of Azerbaijan attended the summit."
    )
    assert [claim.parties for claim in claims(text, "meeting")] == [("AZ", "KG", "KZ", "TR")]


def test_money_does_not_measure_what_it_is_given_for() -> None:
    found = claims("Oman gave Turkey $40 million to boost trade.", "target")
    assert not found
