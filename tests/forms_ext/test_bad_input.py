"""Input that no honest visitor sends: size and shape (A), and characters (B). Each case is posted to the real address.

What belongs to the server in front of the application and cannot be seen from inside it is not here: a sending of one byte
a second (A05), and requests whose lengths contradict each other. docs/running.md says what that server has to refuse.
"""

import pytest

from .attacks import characters, sizes
from .attacks.attack import CASES, Attack

PASSED = set()
IN_FRONT = {"A05"}


@pytest.fixture
def attack(contact):
    return Attack(contact)


@pytest.mark.parametrize("name", CASES)
def test_bad_input_gets_its_answer(attack, name):
    check, *values = CASES[name]

    check(attack, *values)

    PASSED.add(name)


def test_every_line_of_the_list_has_a_case(figure):
    figure(f"bad input, size and shape (A) and characters (B): {len(PASSED)} of {len(CASES)} cases")
    lines = {f"A{number:02}" for number in range(1, 17)} | {f"B{number}" for number in range(17, 32)}

    assert {check.__module__ for check, *_values in CASES.values()} == {sizes.__name__, characters.__name__}
    assert lines - {name[:3] for name in CASES} == IN_FRONT


def test_attack_notices_what_is_stored(attack):
    """The control: an honest sending fails where a refusal is expected."""
    with pytest.raises(AssertionError):
        attack.refuse(attack.post(), 303)
