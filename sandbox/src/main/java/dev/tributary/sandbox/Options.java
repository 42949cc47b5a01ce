package dev.tributary.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the command line says.
 *
 * @param perSecond new orders a second; 0 for as fast as the hub takes them
 * @param exit true to leave with a verdict, false to go on with gentle traffic
 */
record Options(
        OneTimeLink link,
        String merchant,
        long orders,
        int perSecond,
        long seed,
        String faults,
        int deadCrmSeconds,
        boolean exit) {

    static final String HELP = """
            Plays a retail chain against a hub, through its public doors.

              --hub URL          where the hub is                             the one in the link
              --link FILE        the file with the first start's one-time link    var/first-operator-link
              --token TEXT       the link's token itself, instead of a file
              --merchant CODE    the merchant to create                       foodmart
              --orders N         orders to replay before the check            5000
              --rate N           orders a second; 0: as fast as possible      150
              --seed N           another seed, another story                  20261122
              --faults WHICH     none, some or many                           some
              --dead-crm N       the CRM is dead for N seconds                0
              --exit             leave after the check: 0 when all is well, 1 when not
            """;

    static Options parse(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (name.equals("--exit")) {
                given.put(name, "");
            } else if (i + 1 < arguments.length && HELP.contains("  " + name + " ")) {
                given.put(name, arguments[++i]);
            } else {
                throw new IllegalArgumentException("what is %s?%n%n%s".formatted(name, HELP));
            }
        }
        return new Options(
                link(given),
                given.getOrDefault("--merchant", "foodmart"),
                Long.parseLong(given.getOrDefault("--orders", "5000")),
                Integer.parseInt(given.getOrDefault("--rate", "150")),
                Long.parseLong(given.getOrDefault("--seed", "20261122")),
                given.getOrDefault("--faults", "some"),
                Integer.parseInt(given.getOrDefault("--dead-crm", "0")),
                given.containsKey("--exit"));
    }

    private static OneTimeLink link(Map<String, String> given) {
        String token = given.getOrDefault("--token", "");
        if (!token.isEmpty()) {
            return new OneTimeLink(URI.create(given.getOrDefault("--hub", "http://localhost:8080")), token);
        }
        OneTimeLink link = OneTimeLink.read(Path.of(given.getOrDefault("--link", "var/first-operator-link")));
        String hub = given.getOrDefault("--hub", "");
        return hub.isEmpty() ? link : new OneTimeLink(URI.create(hub), link.token());
    }

    URI hub() {
        return link.hub();
    }
}
