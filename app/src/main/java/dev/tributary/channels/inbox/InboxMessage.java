package dev.tributary.channels.inbox;

import dev.tributary.channels.account.OpenAccount;
import java.time.Instant;

/** A stored message with its body in clear, the corrected one where a person corrected it. */
public record InboxMessage(long id, OpenAccount account, String kind, Instant receivedAt, int attempts, byte[] body) {}
