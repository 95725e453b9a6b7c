#include "sim/text.hpp"

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

template <class T>
std::string why_not(const Parsed<T>& parsed) {
  if (parsed) return "it was taken";
  const Complaint& complaint = parsed.complaint();
  return complaint.what + " (" + complaint.why + ") " + complaint.suggestion;
}

Span span_of(std::string_view text, TimeUnits units = TimeUnits::clock) {
  const Parsed<Span> parsed = parse_span(text, units);
  INFO(text << ": " << why_not(parsed));
  REQUIRE(static_cast<bool>(parsed));
  return *parsed;
}

}  // namespace

TEST_CASE("numbers are plain, finite and whole texts") {
  CHECK(*parse_number("14") == 14);
  CHECK(*parse_number("-0.5") == -0.5);
  CHECK(*parse_number("1e6") == 1e6);
  for (const char* text :
       {"", " 1", "1 ", "1,5", "0x10", "inf", "nan", "1e999", "+1", "12x", "5%"}) {
    INFO(text);
    CHECK_FALSE(parse_number(text));
  }
  CHECK(why_not(parse_number("1,5")) == "'1,5' is not a number () write 1.5");
  CHECK(why_not(parse_number("5%")) ==
        "'5%' is a share (a plain number is wanted here) write 0.05");
}

TEST_CASE("whole numbers have digits only") {
  CHECK(*parse_whole("0") == 0);
  CHECK(*parse_whole("18446744073709551615") == 18446744073709551615ULL);
  for (const char* text : {"", "-1", "1.0", "1e3", "18446744073709551616", "4 "}) {
    INFO(text);
    CHECK_FALSE(parse_whole(text));
  }
}

TEST_CASE("a share carries its percent sign") {
  CHECK(*parse_percent("65%") == 0.65);
  CHECK(*parse_percent("0.5%") == 0.005);
  CHECK(*parse_percent("99.9%") == 0.999);
  CHECK(*parse_percent("1e-3%") == 1e-5);
  CHECK(why_not(parse_percent("0.65")) ==
        "'0.65' has no unit (a share is written with its %) write `65%`");
  CHECK(why_not(parse_percent("65")) ==
        "'65' has no unit (a share is written with its %) write `65%`");
  CHECK_FALSE(parse_percent("65 %"));
  CHECK_FALSE(parse_percent("%"));
  CHECK_FALSE(parse_percent("many"));
}

TEST_CASE("a factor is a number or a share") {
  CHECK(*parse_factor("1.6") == 1.6);
  CHECK(*parse_factor("160%") == 1.6);
  CHECK_FALSE(parse_factor("1.6x"));
}

TEST_CASE("growth is a share a month") {
  CHECK(*parse_growth("2%/month") == 0.02);
  CHECK(*parse_growth("-1.5%/month") == -0.015);
  CHECK(
      why_not(parse_growth("2%")) ==
      "'2%' is not a growth (growth is a share a month, compounded: `2%/month`) write `2%/month`");
  CHECK_FALSE(parse_growth("0.02/month"));
}

TEST_CASE("a volume is a count and a time") {
  CHECK(*parse_volume("80/bd") == Volume{80, VolumeUnit::per_business_day});
  CHECK(*parse_volume("1.6/h") == Volume{1.6, VolumeUnit::per_hour});
  CHECK(*parse_volume("1.6/min") == Volume{96, VolumeUnit::per_hour});
  CHECK(*parse_volume("10/day") == Volume{10, VolumeUnit::per_day});
  CHECK(*parse_volume("10 / week") == Volume{10, VolumeUnit::per_week});
  CHECK(*parse_volume("10/month") == Volume{10, VolumeUnit::per_month});
  CHECK_FALSE(parse_volume("-1/day"));
  CHECK_FALSE(parse_volume("/day"));
  CHECK(parse_volume("80").complaint().suggestion ==
        "write `80/bd` for business days or `80/day` for all");
  CHECK(parse_volume("80/d").complaint().suggestion == "write `80/day`");
  CHECK(parse_volume("80/m").complaint().suggestion == "write `80/min`");
}

TEST_CASE("a bound is a comparison and a value with its unit") {
  const auto check = [](std::string_view text, Comparison comparison, double value,
                        BoundUnit unit) {
    const Parsed<Bound> bound = parse_bound(text);
    INFO(text);
    REQUIRE(static_cast<bool>(bound));
    CHECK(bound->comparison == comparison);
    CHECK(bound->value == value);
    CHECK(bound->unit == unit);
  };
  check(">= 65%", Comparison::at_least, 0.65, BoundUnit::share);
  check("<=4h", Comparison::at_most, 4 * 3'600'000.0, BoundUnit::duration);
  check("<= 55", Comparison::at_most, 55, BoundUnit::number);
  CHECK(parse_bound("> 65%").complaint().suggestion == "write `\">= 65%\"`");
  CHECK_FALSE(parse_bound("65%"));
  CHECK_FALSE(parse_bound("<= "));
  CHECK_FALSE(parse_bound("<= 2bd"));
  for (const char* money : {"<= 37000 GBP", "<= 37k", "<=37000 EUR a month"}) {
    const Complaint complaint = parse_bound(money).complaint();
    CHECK_THAT(complaint.what, Catch::Matchers::EndsWith("is no value of a bound"));
    CHECK(complaint.suggestion == "write `\"<= 37000\"`");
  }
}

TEST_CASE("lengths of time") {
  CHECK(span_of("20m").fixed == 20 * one_minute);
  CHECK(span_of("1h30m").fixed == 90 * one_minute);
  CHECK(span_of("1h 30m").fixed == 90 * one_minute);
  CHECK(span_of("1.5h").fixed == 90 * one_minute);
  CHECK(span_of("8s").fixed == 8 * one_second);
  CHECK(span_of("250ms").fixed == Duration{250});
  CHECK(span_of("0.4ms").fixed == Duration{0});
  CHECK(span_of("0.5ms").fixed == Duration{1});
  CHECK(span_of("0m").is_zero());
  CHECK(span_of("2bd").business_days == 2);
  CHECK(span_of("13w").days == 91);
  CHECK(span_of("1w2d4h") == Span{4 * one_hour, 9, 0});
}

TEST_CASE("a length of time without a unit says which units there are") {
  CHECK(why_not(parse_span("20", TimeUnits::work)) ==
        "'20' has no unit (a length of time here is in h, m, s or ms) "
        "write `20m` for minutes or `20h` for hours");
  CHECK(parse_span("13", TimeUnits::horizon).complaint().suggestion ==
        "write `13d` for days or `13w` for weeks");
}

TEST_CASE("units stand only where they mean something") {
  CHECK_FALSE(parse_span("2d", TimeUnits::work));
  CHECK_FALSE(parse_span("2bd", TimeUnits::work));
  CHECK_FALSE(parse_span("2bd", TimeUnits::elapsed));
  CHECK_FALSE(parse_span("2bd", TimeUnits::horizon));
  CHECK(span_of("2d", TimeUnits::elapsed).elapsed() == 2 * one_day);
  CHECK(span_of("2w", TimeUnits::horizon).days == 14);
}

TEST_CASE("what is not a length of time is told so") {
  for (const char* text : {"", "m", "-5m", "5m-", "1.m", ".5h", "1..5h", "5 m", "20min", "5M",
                           "5m ", "nan", "1e3s", "2mo"}) {
    INFO(text);
    CHECK_FALSE(parse_span(text, TimeUnits::clock));
  }
  CHECK(parse_span("20min", TimeUnits::work).complaint().suggestion == "write `20m`");
  CHECK(parse_span("2days", TimeUnits::clock).complaint().suggestion ==
        "write `2bd` for business days or `2d` for 24 hours each");
  CHECK(parse_span("2days", TimeUnits::elapsed).complaint().suggestion == "write `2d`");
}

TEST_CASE("a length of time is at most 100 years") {
  CHECK(span_of("876600h").fixed == longest_duration);
  for (const char* text : {"876601h", "36526d", "5300w", "99999999999999999999h", "36525d1s"}) {
    INFO(text);
    CHECK_FALSE(parse_span(text, TimeUnits::clock));
  }
}

TEST_CASE("dates are days of the calendar") {
  using namespace std::chrono;
  CHECK(*parse_date("2026-01-05") == LocalDay{year{2026} / 1 / 5});
  CHECK(*parse_date("2028-02-29") == LocalDay{year{2028} / 2 / 29});
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-01", "2026-01-32", "2026-1-5",
                           "05/01/2026", "2026-01-05T00:00", "1969-12-31", "2201-01-01", ""}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("times of day") {
  CHECK(*parse_time_of_day("08:00") == 8 * one_hour);
  CHECK(*parse_time_of_day("8:05") == 8 * one_hour + 5 * one_minute);
  CHECK(*parse_time_of_day("17:30:15") == 17 * one_hour + 30 * one_minute + 15 * one_second);
  CHECK(*parse_time_of_day("24:00") == one_day);
  for (const char* text :
       {"", "8", "8:0", "24:01", "08:60", "08:00:60", "25:00", "08:00pm", "-1:00", "08:00:00:00"}) {
    INFO(text);
    CHECK_FALSE(parse_time_of_day(text));
  }
}

TEST_CASE("days by names, ranges and lists") {
  CHECK(*parse_weekday("tue") == 1);
  CHECK(parse_weekday("Tuesday").complaint().suggestion == "did you mean 'tue'?");
  CHECK(*parse_days("mon-fri") == DaySet{true, true, true, true, true, false, false});
  CHECK(*parse_days("sat") == DaySet{false, false, false, false, false, true, false});
  CHECK(*parse_days("mon, wed") == DaySet{true, false, true, false, false, false, false});
  CHECK(*parse_days("fri-mon") == DaySet{true, false, false, false, true, true, true});
  for (const char* text : {"", "mon-", "mon-tue-wed", "mon;tue", "weekdays"}) {
    INFO(text);
    CHECK_FALSE(parse_days(text));
  }
}

TEST_CASE("spans of a day") {
  CHECK(*parse_day_spans("08:00-18:00") == std::vector<DaySpan>{{8 * one_hour, 18 * one_hour}});
  CHECK(*parse_day_spans("08:00-12:00, 13:00-17:00") ==
        std::vector<DaySpan>{{8 * one_hour, 12 * one_hour}, {13 * one_hour, 17 * one_hour}});
  CHECK(*parse_day_spans("22:00-06:00") == std::vector<DaySpan>{{22 * one_hour, 30 * one_hour}});
  CHECK(*parse_day_spans("00:00-24:00") == std::vector<DaySpan>{{Duration{0}, one_day}});
  for (const char* text : {"", "08:00", "08:00-08:00", "24:00-06:00", "08:00-12:00,11:00-13:00",
                           "13:00-17:00, 08:00-12:00", "08:00-12:00,", "8-18"}) {
    INFO(text);
    CHECK_FALSE(parse_day_spans(text));
  }
}

TEST_CASE("values are written as texts that are read as the same value") {
  for (const double share : {0.0, 0.65, 0.07, 1.0 / 3, 0.999, 1.1, -0.02, 1e-9, 0.1 + 0.2}) {
    INFO(percent_text(share));
    CHECK(*parse_percent(percent_text(share)) == share);
  }
  CHECK(percent_text(0.65) == "65%");
  CHECK(percent_text(0.07) == "7%");
  CHECK(percent_text(1) == "100%");
  for (const char* text : {"1h30m", "250ms", "13w", "1.5d", "2bd", "1w4h", "0m", "36525d", "9d"}) {
    CHECK(span_of(span_text(span_of(text))) == span_of(text));
  }
  CHECK(duration_text(90 * one_minute) == "1h30m");
  CHECK(span_text(span_of("14d")) == "2w");
  CHECK(date_text(*parse_date("2026-01-05")) == "2026-01-05");
  CHECK(day_spans_text(*parse_day_spans("08:00-12:00,22:00-06:00")) == "08:00-12:00, 22:00-06:00");
  CHECK(volume_text(*parse_volume("96/min")) == "5760/h");
}
