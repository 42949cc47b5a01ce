package dev.tributary;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the server's buffers small, so that five thousand connections that all wait fit the heap beside the hub. */
@Configuration(proxyBeanMethods = false)
class ServerBuffers {

    /** Of each connection, also while it rests; larger requests and answers are moved in several steps. */
    private static final String BYTES_EACH_WAY = "2048";

    @Bean
    TomcatConnectorCustomizer smallSocketBuffers() {
        return connector -> {
            connector.setProperty("socket.appReadBufSize", BYTES_EACH_WAY);
            connector.setProperty("socket.appWriteBufSize", BYTES_EACH_WAY);
        };
    }
}
