/**
 * The validator: follows what is posted on L1, executes it again by the rule program alone, and
 * proves each root wrong that is not what comes out. Also what rebuilds a node's database from L1.
 */
@NullMarked
package org.horkos.node.validation;

import org.jspecify.annotations.NullMarked;
