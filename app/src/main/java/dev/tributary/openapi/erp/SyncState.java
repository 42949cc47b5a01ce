package dev.tributary.openapi.erp;

/** Where an order stands with the ERP; stored by {@link #code()}, 0 being an order that was over before it was taken. */
enum SyncState {
    PENDING(1),
    SYNCED(2),
    FAILED(3);

    private final short code;

    SyncState(int code) {
        this.code = (short) code;
    }

    short code() {
        return code;
    }
}
