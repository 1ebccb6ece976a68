"""Every code of an address stands in the docs with its rule, as it stands in the code."""

from pathlib import Path

from amparo.words.address_codes import RULES

PAGE = Path(__file__).parents[2] / "docs" / "names-and-addresses.md"


def test_the_docs_tell_every_code_with_its_rule_basis_and_evidence():
    lines = PAGE.read_text().splitlines()
    for code, rule in RULES.items():
        unusable = "yes" if rule.unusable else "no"
        line = f"| {code} | {rule.says} | {rule.basis} | {rule.evidence} | {unusable} |"
        assert line in lines, code
