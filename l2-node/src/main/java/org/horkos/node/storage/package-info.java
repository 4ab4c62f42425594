/**
 * What survives: blocks, leaves, receipts, timelines, messages from L1, posted batches, in an H2
 * file or in PostgreSQL, by Hibernate. A block and all that it changed are one database
 * transaction, so after a crash either all of it is there or nothing. Operations:
 * docs/operations/storage.md.
 */
@NullMarked
package org.horkos.node.storage;

import org.jspecify.annotations.NullMarked;
