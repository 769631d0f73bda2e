/// The document of a bundle: ten sections as records, written as Markdown, HTML and JSON.
@NullMarked
package dev.sluice.bundle.document;

import org.jspecify.annotations.NullMarked;
