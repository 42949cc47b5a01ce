package dev.tributary.oracles;

import dev.tributary.channels.inbox.DoorRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.Map;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;

/** A call as the platform's client reads it, by the servlet API of its day. */
record SpiRequest(DoorRequest call, String contentType, Map<String, String> form) {

    HttpServletRequest asServlet() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SpiRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContentType" -> contentType;
                    case "getQueryString" -> call.query();
                    case "getHeader" -> call.headers().get(String.valueOf(arguments[0]));
                    case "getParameterMap" -> form;
                    case "getParameter" -> form.get(String.valueOf(arguments[0]));
                    case "getInputStream" -> new Body(new ByteArrayInputStream(call.body()));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
