package dev.tributary.openapi.subscriptions;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where news may go. A merchant names the address, the hub calls it: unless the operator allows it, no address inside the
 * hub's own network is called. Names are resolved again before every call; redirects are never followed.
 */
@Component
class Addresses {

    static final int URL_LENGTH_MAX = 2_000;

    private final boolean privateAllowed;

    Addresses(
            @Value("${tributary.subscriptions.private-addresses:${TRIBUTARY_PRIVATE_ADDRESSES:false}}")
                    boolean privateAllowed) {
        this.privateAllowed = privateAllowed;
    }

    /** What is wrong with the text as the address of a receiver; empty when nothing is. */
    Optional<String> fault(String url) {
        try {
            var uri = new URI(url);
            boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null) {
                return Optional.of("an absolute address that begins with https:// or http:// is expected");
            }
            if (uri.getUserInfo() != null || uri.getFragment() != null) {
                return Optional.of("an address without user name and without fragment is expected");
            }
            return isPrivateLiteral(uri.getHost())
                    ? Optional.of("addresses inside the hub's own network are not called")
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("this is not an address: " + e.getReason());
        }
    }

    /** Asks the name service, so it may take a while. */
    boolean mayCall(URI receiver) throws UnknownHostException {
        if (privateAllowed) {
            return true;
        }
        for (var address : InetAddress.getAllByName(receiver.getHost())) {
            if (inside(address)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPrivateLiteral(String host) {
        if (privateAllowed) {
            return false;
        }
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        try {
            return host.equalsIgnoreCase("localhost") || literal && inside(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static boolean inside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean sharedCarrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || sharedCarrier;
    }
}
