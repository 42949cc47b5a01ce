package dev.tributary.channels;

import dev.tributary.channels.adapter.FileNode;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.util.List;
import java.util.Optional;

/**
 * The text of adapter files, what an edited one would make of a stored message, and putting it in use. A file serves every
 * merchant's channels: whoever may edit it administers the hub.
 */
public interface MappingEditor {

    int TEXT_CHARACTERS_MAX = FileNode.FILE_CHARACTERS_MAX;

    /** As it is in use: the directory's own file, or the hub's. */
    File file(String adapter);

    /** Changes nothing. */
    Preview preview(MerchantId merchant, ChannelId channel, String text, Optional<Long> message);

    /**
     * Writes the file into the directory of adapter files when {@code channel check} would accept it; it is in use at once.
     *
     * @param version that was edited
     * @throws dev.tributary.kernel.ProblemException CONFLICT when another version is in use by now; UNAVAILABLE when the
     *     directory cannot be written
     */
    Saved save(String adapter, String version, String text);

    /** @param own true when it is a file of the directory */
    record File(String adapter, String version, boolean own, String text) {}

    /**
     * @param fault what is wrong with the file, with its line; then there is nothing else
     * @param made what it makes of the message, as JSON with what is personal masked
     * @param refusal why the message would be parked, or nothing could be made of it
     */
    record Preview(
            Optional<String> version, Optional<String> fault, Optional<String> made, Optional<Refusal> refusal) {}

    record Refusal(String code, String reason, String suggestion) {}

    /** @param faults why it was not saved; empty when it was */
    record Saved(Optional<String> version, List<String> faults) {}
}
