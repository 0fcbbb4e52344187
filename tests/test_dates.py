from datetime import date

import pytest

from pandu.dates import long_date


@pytest.mark.parametrize(("language", "text"), [("id", "1 Agustus 2027"), ("en", "1 August 2027")])
def test_a_date_names_the_month_in_the_language_of_the_page(language: str, text: str) -> None:
    assert long_date(date(2027, 8, 1), language) == text
