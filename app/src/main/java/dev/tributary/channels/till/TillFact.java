package dev.tributary.channels.till;

/** What a till's transaction says has happened; one that takes goods back and sells others says two things. */
sealed interface TillFact permits TillSale, TillReturn, TillVoid {}
