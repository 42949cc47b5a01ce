package dev.tributary.access.edge;

import dev.tributary.kernel.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A problem answered by the edge itself, before any door: its detail is the hub's own plain text. */
final class Refusal {

    private Refusal() {}

    static void send(HttpServletResponse response, Problem problem, String detail) throws IOException {
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write("""
                {"type":"%s","title":"%s","titleChinese":"%s","status":%d,\
                "detail":"%s","violations":[]}""".formatted(problem.type(), problem.title(), problem.titleChinese(), problem.status(), detail)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
