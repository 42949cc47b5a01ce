package dev.tributary.access.tokens;

import dev.tributary.access.Caller;
import dev.tributary.access.edge.Pace;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** All that a call with a known token is checked against, ready made. */
record Session(Caller caller, long expiresAtMillis, Pace pace, List<IpAddressMatcher> networks) {

    boolean mayCallFrom(String remoteAddress) {
        return networks.isEmpty() || networks.stream().anyMatch(network -> network.matches(remoteAddress));
    }
}
