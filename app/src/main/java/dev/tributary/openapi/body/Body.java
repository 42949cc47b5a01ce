package dev.tributary.openapi.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The bytes of a request, whose number the edge has limited. */
public final class Body {

    private Body() {}

    /** All of them. One that states its length costs just that much memory, not the many kilobytes a stream starts with. */
    public static byte[] of(HttpServletRequest request) throws IOException {
        int stated = request.getContentLength();
        var in = request.getInputStream();
        return stated < 0 ? in.readAllBytes() : in.readNBytes(stated);
    }
}
