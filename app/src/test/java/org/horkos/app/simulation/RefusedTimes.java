package org.horkos.app.simulation;

import static org.horkos.app.simulation.RefusedPaths.tried;

import java.util.stream.Stream;

/** Those of the refused texts in which times contradict each other. */
final class RefusedTimes {
  private RefusedTimes() {}

  static Stream<RefusedPaths.Tried> texts() {
    return Stream.of(
        tried(
            "O1305",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start, grace 3 days
              missed @ after start
            }
            """,
            "12 days",
            "20 days"),
        tried(
            "O1305",
            "",
            """
            BERLIN
            deliverable page by studio {
            FRAME
              due 5 business days in berlin after start
              missed @ after start
            }
            """,
            "8 days",
            "20 days"),
        tried(
            "O1305",
            "",
            """
            BERLIN
            deliverable page by studio {
            FRAME
              due 10 days after start, grace 3 business days in berlin
              missed @ after due
            }
            """,
            "4 days",
            "20 days"),
        tried(
            "O1332",
            "",
            """
            BERLIN
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              decision ok: yes|no by client within 5 business days in berlin, silence means yes
              decision why: taste|haste by client within @, silence means taste, asked when ok is no
              award 100% when ok is yes or why is haste
            }
            """,
            "7 days",
            "30 days"),
        tried(
            "O1333",
            "",
            """
            BERLIN
            deliverable page by studio {
              pays price from client
              bond 20% of pay by studio
              bond 20% of pay by client
              due 10 days after start, grace 2 business days in berlin
              missed 20 days after due
              challenge within 3 business days in berlin, judged by quality
              fact ok "Is it?": yes|no by client within 5 business days in berlin, silence means yes
              require "ok" ok is yes
            }
            deliverable launch by studio after page {
            FRAME
              due @
              missed 60 days after due
            }
            """,
            "26 days after start",
            "5 days after page"),
        tried(
            "O1331",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              allow client to end @ after due
            }
            """,
            "20 days",
            "19 days"),
        tried(
            "O1305",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start, grace 2 days
              excuse at most 30 days
              missed @ after due
              penalty "late" gives client 1% of pay per started day late, at most 10% of pay
            }
            """,
            "21 days",
            "33 days"),
        tried(
            "O1305",
            "",
            """
            deliverable page by helper {
            FRAME
              due 60 days after start
              missed @
            }
            """,
            "25 days after helper joins",
            "20 days after due"),
        tried(
            "O1305",
            "",
            """
            deliverable draft by studio {
              pays 10 USDC from client
              due 20 days after start
              missed 40 days after start
            }
            deliverable page by studio after draft {
            FRAME
              due 20 days after draft, grace 2 days
              missed @
            }
            """,
            "30 days after start",
            "20 days after due"),
        tried(
            "O1333",
            "",
            """
            deliverable draft by studio {
              pays 10 USDC from client
              due 20 days after start
              missed 40 days after start
            }
            deliverable page by studio after draft {
            FRAME
              due 10 days after draft
              missed 20 days after due
            }
            deliverable print by studio after page {
            FRAME
              due @ after draft
              missed 20 days after due
            }
            """,
            "5 days",
            "20 days"),
        tried(
            "O1333",
            "",
            """
            deliverable draft by studio {
            FRAME
              due 10 days after start, grace 1 day
              missed 20 days after due
              fact words "How many words?": 0..900
              require "enough" words at least 300
            }
            deliverable page by studio after draft {
            FRAME
              due @
              missed 30 days after due
            }
            """,
            "18 days after start",
            "9 days after draft"),
        tried(
            "O1333",
            "",
            """
            deliverable draft by studio {
            FRAME
              due 10 days after start
              missed 30 days after due
              fact words "How many words?": 0..900
              require "enough" words at least 300
              excuse at most 15 days
            }
            deliverable page by studio after draft {
            FRAME
              due @
              missed 30 days after due
            }
            """,
            "33 days after start",
            "9 days after draft"),
        tried(
            "O1333",
            "",
            """
            deliverable draft by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact words "How many words?": 0..900
              require "enough" words at least 300
            }
            deliverable page by client after draft {
              bond 20 USDC by client
              due 20 days after start
              missed @
            }
            """,
            "38 days after start",
            "39 days after start"),
        tried(
            "O1333",
            "",
            """
            deliverable debt by client {
              owes 10 USDC to studio
              due 20 days after start
              missed 5 days after due
            }
            deliverable page by studio after debt {
            FRAME
              due @
              missed 30 days after due
            }
            """,
            "19 days after start",
            "9 days after debt"),
        tried(
            "O1332",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              deliver by itself
              decision problem: reported|none by client within 3 days, silence means none
              decision answer: disputed|confirmed by studio within @, silence means confirmed, asked when problem is reported
              award 100% when problem is none or answer is disputed
            }
            """,
            "3 days",
            "6 days"),
        tried(
            "O1333",
            "",
            """
            deliverable page by helper {
            FRAME
              due @
              missed 30 days after due
            }
            """,
            "20 days after start",
            "20 days after helper joins"),
        tried(
            "O1333",
            "",
            """
            deliverable draft by studio {
            FRAME
              due 10 days after start, grace 2 days
              missed 20 days after due
              fact score "Which score?": 0..100 by lab within 2 days, silence means as claimed
              fact whole "Is it whole?": yes|no by client within 4 days, silence means yes
              require "whole" whole is yes
            }
            deliverable final by studio after draft {
            FRAME
              due @
              missed 20 days after due
              penalty "late" gives client 1% of pay when late
            }
            """,
            "18 days after start",
            "9 days after draft"));
  }
}
