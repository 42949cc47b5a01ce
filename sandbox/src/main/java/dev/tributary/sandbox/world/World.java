package dev.tributary.sandbox.world;

import dev.tributary.sandbox.wire.HubClient;

/** Everything the set-up brought into being, with the secrets only we and the hub know. */
public record World(
        HubClient setup,
        HubClient app,
        HubClient mini,
        HubClient tills,
        HubClient erp,
        HubClient auditor,
        String shopifyDoor,
        String meituanDoor,
        String operator,
        String password) {}
