package dev.tributary.channels.check;

import dev.tributary.channels.account.OpenAccount;
import java.time.Instant;
import java.util.List;

/**
 * What stands in a file of samples.
 *
 * @param now what the clock shows
 * @param token what calls of ours carry where the adapter gets a token
 */
record Samples(OpenAccount account, Instant now, String token, List<Sample> all) {}
