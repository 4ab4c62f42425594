/**
 * {@code horkos lsp}: the language server for editors. {@link org.horkos.app.lsp.LanguageSession}
 * speaks the protocol, {@link org.horkos.app.lsp.OpenText} holds what is known of one version of a
 * text, and a class for each thing that an editor asks answers from it. Whatever comes in, a client
 * gets an answer or an error, and the session goes on.
 */
@NullMarked
package org.horkos.app.lsp;

import org.jspecify.annotations.NullMarked;
