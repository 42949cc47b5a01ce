package dev.tributary.journal;

import org.springframework.stereotype.Component;

/** Carries "something was committed" from writers to the readers of this node and to the other nodes. */
@Component
class JournalSignal {

    private final Signal readers = new Signal();
    private final Signal otherNodes = new Signal();

    Signal readers() {
        return readers;
    }

    Signal otherNodes() {
        return otherNodes;
    }

    void committedHere() {
        readers.raise();
        otherNodes.raise();
    }

    void committedElsewhere() {
        readers.raise();
    }
}
