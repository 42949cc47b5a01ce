package dev.tributary.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One connection of {@link HttpLoad}: one request at a time, and the bytes of its answer as far as they are here. */
final class HttpConnection implements AutoCloseable {

    private static final int ANSWER_MAX = 64 * 1024;
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes();
    private static final byte[] RETRY_AFTER = "retry-after:".getBytes();

    private final int number;
    private SocketChannel channel;
    private SelectionKey key;
    /** Whether the hub owes it an answer. */
    private boolean asking;

    private ByteBuffer out = ByteBuffer.allocate(0);
    private byte[] in = new byte[2_048];
    private ByteBuffer arriving = ByteBuffer.wrap(in);
    private long due;
    private long askAgain;

    @SuppressWarnings("NullAway.Init") // Channel and key come with the connecting, which registers this object.
    HttpConnection(int number) {
        this.number = number;
    }

    void opened(SocketChannel opened, SelectionKey registered) {
        channel = opened;
        key = registered;
    }

    /** Its connecting came to an end, good or bad. */
    void connected() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
    }

    /** @param since when it was due, in the nanoseconds of this process */
    void ask(byte[] request, long since) {
        out = ByteBuffer.wrap(request);
        arriving.clear();
        due = since;
        asking = true;
    }

    /** It owes nothing any more: it was answered, or never will be. */
    void settle() {
        asking = false;
    }

    /** It was turned away and asks again when the answer lets it. */
    void pause(long now) {
        askAgain = now + TimeUnit.SECONDS.toNanos(Math.max(0, header(RETRY_AFTER, headLength())));
    }

    void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** True when the whole answer is here. */
    boolean read() throws IOException {
        if (!arriving.hasRemaining()) {
            if (in.length == ANSWER_MAX) {
                throw new IOException("an answer of more than %d bytes".formatted(ANSWER_MAX));
            }
            int length = in.length;
            in = Arrays.copyOf(in, length * 2);
            arriving = ByteBuffer.wrap(in).position(length);
        }
        if (channel.read(arriving) < 0) {
            throw new IOException("closed in the middle of an answer");
        }
        return whole();
    }

    private boolean whole() {
        int head = headLength();
        if (head < 0) {
            return false;
        }
        int body = contentLength(head);
        if (body >= 0) {
            return length() >= head + body;
        }
        // In chunks: the last one is empty.
        int length = length();
        return length >= head + 5 && in[length - 5] == '0' && in[length - 1] == '\n' && in[length - 3] == '\n';
    }

    private int headLength() {
        int length = length();
        for (int i = 3; i < length; i++) {
            if (in[i] == '\n' && in[i - 2] == '\n' && in[i - 1] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private int contentLength(int head) {
        int stated = header(CONTENT_LENGTH, head);
        return stated < 0 && status() == 204 ? 0 : stated;
    }

    /** @return the number in it, or -1 when there is no such header */
    private int header(byte[] name, int head) {
        for (int i = 0; i + name.length < head; i++) {
            if (in[i] == '\n' && named(name, i + 1)) {
                int value = 0;
                for (int j = i + 1 + name.length; in[j] != '\r'; j++) {
                    if (in[j] != ' ') {
                        value = value * 10 + in[j] - '0';
                    }
                }
                return value;
            }
        }
        return -1;
    }

    private boolean named(byte[] name, int at) {
        for (int i = 0; i < name.length; i++) {
            if ((in[at + i] | 0x20) != (name[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    int status() {
        return (in[9] - '0') * 100 + (in[10] - '0') * 10 + in[11] - '0';
    }

    int number() {
        return number;
    }

    long due() {
        return due;
    }

    /** In the nanoseconds of this process. */
    long askAgain() {
        return askAgain;
    }

    boolean asking() {
        return asking;
    }

    /** Headers and body, up to {@link #length}. */
    byte[] answer() {
        return in;
    }

    int length() {
        return arriving.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
