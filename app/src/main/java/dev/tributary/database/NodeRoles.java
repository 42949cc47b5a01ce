package dev.tributary.database;

import java.util.Set;

/** The roles this node plays, from {@code tributary.roles}; background workers ask here before they start. */
public record NodeRoles(Set<Role> roles) {

    public NodeRoles {
        roles = Set.copyOf(roles);
    }

    public boolean plays(Role role) {
        return roles.contains(role);
    }
}
