package org.horkos.app.simulation;

import java.util.Optional;
import java.util.stream.Stream;

/** Texts that are refused because of a life that is possible, each with what mends it. */
final class RefusedPaths {
  static final String HEAD =
      """
      agreement Tried version 1
      token USDC decimals 6
      parameter price: 100..1_000 USDC
      party client
      party studio
      party helper open for 30 days
      attestor lab
      court quality {
        draws 3, evidence 3 days, commit 2 days, reveal 1 day
        loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}
      }
      """;

  static final String FRAME =
      """
        pays price from client
        bond 20% of pay by performer
        bond 10% of pay by client
        challenge within 3 days, judged by quality
      """;

  private static final String BERLIN =
      """
      calendar berlin {
        weekend saturday and sunday
        holidays 2027-03-26, 2027-03-29, 2027-05-01
        until 2028-12-31
      }
      """;

  /**
   * A text with a place that is written wrongly and rightly.
   *
   * @param code what the wrong one gives
   * @param text with {@code @} in the place
   * @param wrong refused, or warned of
   * @param right accepted
   * @param loser who gets nothing back in the life that is shown, if it is refused for that
   */
  record Tried(String code, String text, String wrong, String right, Optional<String> loser) {
    @Override
    public String toString() {
      return code + " " + wrong.strip();
    }
  }

  static Tried tried(String code, String loser, String body, String wrong, String right) {
    String text = HEAD + body.replace("FRAME\n", FRAME).replace("BERLIN\n", BERLIN);
    return new Tried(
        code, text, wrong, right, loser.isEmpty() ? Optional.empty() : Optional.of(loser));
  }

  static Stream<Tried> texts() {
    return Stream.concat(RefusedTimes.texts(), ofAmounts());
  }

  private static Stream<Tried> ofAmounts() {
    return Stream.of(
        tried(
            "O1303",
            "studio",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due gives client @ of studio.bond
            }
            """,
            "150%",
            "100%"),
        tried(
            "O1303",
            "studio",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start, grace 1 day
              missed 20 days after due
              penalty "late" gives client 2% of pay from studio.bond per started day late, at most @ of pay
            }
            """,
            "30%",
            "20%"),
        tried(
            "O1303",
            "studio",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact broken "Is it broken?": yes|no by client within 2 days, silence means no
              fact score "Which score?": 0..100 by lab within 2 days, silence means as claimed
              penalty "broken" gives client 60% of studio.bond when broken is yes
              penalty "bad" gives client @ of studio.bond when score below 20
            }
            """,
            "50%",
            "10%"),
        tried(
            "O1303",
            "studio",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact words "How many words?": 0..900
              require "long enough" words at least 300
              failed gives client @ of studio.bond
            }
            """,
            "80%",
            "70%"),
        tried(
            "O1303",
            "studio",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact score "Which score?": 0..100 by lab within 2 days, silence means as claimed
              penalty "bad" gives client @ of studio.bond when score below 20
            }
            """,
            "80%",
            "70%"),
        tried(
            "O1303",
            "client",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact broken "Is it broken?": yes|no by client within 2 days, silence means no
              penalty "whole" gives studio @ of client.bond when broken is no
            }
            """,
            "75%",
            "70%"),
        tried(
            "O1303",
            "studio",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              deliver at most 2 times
              fact broken "Is it broken?": yes|no by client within 2 days, silence means no
              fact size "How long?": 0..900
              require "long enough" size at least 300
              require "whole" broken is no
              failed gives client @ of studio.bond
            }
            """,
            "101%",
            "70%"),
        tried(
            "O1303",
            "helper",
            """
            deliverable draft by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact score "Which score?": 0..100 by lab within 2 days, silence means as claimed
              fact whole "Is it whole?": yes|no by client within 2 days, silence means yes
              require "good" score at least 50
              require "whole" whole is yes
            }
            deliverable final by helper after draft {
            FRAME
              due 10 days after draft
              missed 20 days after due gives client @ of helper.bond
            }
            """,
            "101%",
            "100%"),
        tried(
            "O1303",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start measured by arrived
              missed 20 days after due
              fact arrived "When did it arrive?": time by lab within 5 days, silence means as claimed
              excuse at most 3 days
              penalty "late" gives client @ of pay from studio.bond per started day late, at most 13% of pay
              penalty "more" gives client @ of pay from studio.bond when late
            }
            """,
            "9%",
            "1%"),
        tried(
            "O1303",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              penalty "early" gives client @ of studio.bond per full day early, at most 200% of studio.bond
            }
            """,
            "20%",
            "10%"),
        tried(
            "O1303",
            "client",
            """
            deliverable page by studio {
              bond 10% of price by client
              pays price from client
              due 10 days after start
              deliver by itself
              decision problem: reported|none by client within 3 days, silence means none
              decision answer: disputed|confirmed by studio within 6 days, silence means confirmed, asked when problem is reported
              penalty "trouble" gives studio @ of client.bond when problem is reported and answer is disputed
            }
            """,
            "120%",
            "100%"),
        tried(
            "O1287",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact worked "How many hours?": 0..100 by client within 2 days, silence means as claimed
              award @
            }
            """,
            "20 USDC * worked",
            "lesser of (20 USDC * worked) and pay"),
        tried(
            "O1276",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              decision flaws: 0..100 by client within 2 days, silence means 0
              award @
            }
            """,
            "pay - 5 USDC * flaws",
            "greater of 0 USDC and (pay - 5 USDC * flaws)"),
        tried(
            "O1276",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due gives client @
            }
            """,
            "10% of studio.bond - 3 USDC",
            "10% of studio.bond"),
        tried(
            "O1277",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact people "Among how many?": 0..40 by client within 2 days, silence means 1
              award pay / @
            }
            """,
            "people",
            "greater of 1 and people"),
        tried(
            "O1277",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact people "Among how many?": 1..90 by client within 2 days, silence means 1
              award pay / @
            }
            """,
            "people",
            "lesser of 20 and people"),
        tried(
            "O1278",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact turns "How many turns?": 0..100
              require "large enough" turns at least 2
              award pay * 0.9 ^ @
            }
            """,
            "turns",
            "(lesser of 9 and turns)"),
        tried(
            "O1208",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact words "How many words?": 0..1_000_000_000_000_000
              fact lines "How many lines?": 0..1_000_000_000_000_000
              award lesser of pay and (@ * lines * 1_000_000_000 USDC)
            }
            """,
            "words",
            "(lesser of 9 and words)"),
        tried(
            "O1307",
            "",
            """
            parameter extra: 0..10 USDC
            deliverable page by studio {
              pays price from client
              bond @ by studio
              bond 10% of pay by client
              challenge within 3 days, judged by quality
              due 10 days after start
              missed 20 days after due
            }
            """,
            "1% of extra",
            "1% of extra + 1 USDC"),
        tried(
            "O1334",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact size "How large is it?": 0..100
              fact broken "How much of it is broken?": 0..100 by client within 3 days, silence means @, asked when size at least 50
              award 80% when size below 50
              award (100 - broken) * (1% of pay) when size at least 50
            }
            """,
            "0",
            "100"),
        tried(
            "O1334",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact passed "How many of the cases pass?": 0..100
              decision ok: yes|no by client within 4 days, silence means @, asked when passed below 50
              require "good" passed at least 50 or ok is yes
            }
            """,
            "yes",
            "no"),
        tried(
            "O1903",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact score "Which score?": 0..100 by lab within 2 days, @
              award 100% when score at least 50
            }
            """,
            "silence means 0",
            "silence means 0"),
        tried(
            "O1903",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              deliver by itself
              decision score: 0..100 by lab within 2 days, @
              award 100% when score at least 50
            }
            """,
            "silence means 0",
            "silence means 0"),
        tried(
            "O1906",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              fact score "Which score?": 0..100 by lab within 2 days, silence means as claimed
              award 50% when score at least @
              award 100% when score at least 50
            }
            """,
            "80",
            "80"),
        tried(
            "O1914",
            "",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start
              missed 20 days after due
              decision fits: yes|no by client within 3 days, @
              require "as agreed" fits is yes
            }
            """,
            "silence means no",
            "silence means no"));
  }

  private RefusedPaths() {}
}
