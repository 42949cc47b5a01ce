package dev.tributary.channels.lane;

import dev.tributary.channels.account.OpenAccount;

/** Works for one channel on a thread of its own, for as long as this node holds the channel's lease. */
public interface ChannelLane {

    void start();

    /** Asks it to end soon; its thread ends when it has. */
    void end();

    Thread thread();

    /** False when the account has other settings, or another adapter file, than the lane works with. */
    boolean speaksFor(OpenAccount account);
}
