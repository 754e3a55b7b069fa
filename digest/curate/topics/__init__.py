"""An editor's subjects: stories and topics in, stories filed under topics out (`filing`), by phrase and meaning."""
