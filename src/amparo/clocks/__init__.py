"""Business days, Washington's calendar and dated deadlines."""
