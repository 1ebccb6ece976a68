"""One contract and reader per feed: bytes become rows, rows become events or are set aside."""

from amparo.feeds.addresses import ADDRESSES
from amparo.feeds.cbp_encounters import CBP_ENCOUNTERS
from amparo.feeds.contract import Contract
from amparo.feeds.court import COURT
from amparo.feeds.custody import CUSTODY
from amparo.feeds.hhs_daily import HHS_DAILY
from amparo.feeds.notices import NOTICES
from amparo.feeds.orr_releases import ORR_RELEASES
from amparo.feeds.placements import PLACEMENTS
from amparo.feeds.referrals import REFERRALS
from amparo.feeds.safety import SAFETY

CONTRACTS: dict[str, Contract] = {
    contract.feed: contract
    for contract in (
        REFERRALS,
        CUSTODY,
        NOTICES,
        COURT,
        PLACEMENTS,
        SAFETY,
        ADDRESSES,
        HHS_DAILY,
        ORR_RELEASES,
        CBP_ENCOUNTERS,
    )
}
"""Every feed that Amparo reads, by name."""
