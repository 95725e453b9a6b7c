#include "analysis/report_format.hpp"

#include "analysis/csv_field.hpp"
#include "analysis/text_table.hpp"
#include "tests/catch.hpp"

using namespace tiersim;

namespace {

constexpr double second = 1'000;
constexpr double minute = 60 * second;
constexpr double hour = 60 * minute;

std::string text_of(double value, Unit unit) { return value_text(value, unit, "EUR"); }

std::string interval_of(double low, double value, double high, Unit unit) {
  return interval_text({.value = value, .interval = ConfidenceInterval{low, high}}, unit);
}

}  // namespace

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped(0, 0) == "0");
  CHECK(grouped(999, 0) == "999");
  CHECK(grouped(1'000, 0) == "1,000");
  CHECK(grouped(1'234'567.891, 1) == "1,234,567.9");
  CHECK(grouped(-1'234.5, 1) == "-1,234.5");
  CHECK(grouped(-0.01, 1) == "0.0");
}

TEST_CASE("lengths of time are in the unit that suits their size") {
  CHECK(text_of(0, Unit::duration) == "0.0 s");
  CHECK(text_of(45 * second, Unit::duration) == "45.0 s");
  CHECK(text_of(35 * minute, Unit::duration) == "35.0 min");
  CHECK(text_of(4.21 * hour, Unit::duration) == "4.2 h");
  CHECK(text_of(50 * hour, Unit::duration) == "2.1 d");
  CHECK(text_of(24'000 * hour, Unit::duration) == "1,000 d");
}

TEST_CASE("values carry their unit") {
  CHECK(text_of(0.783, Unit::share) == "78.3 %");
  CHECK(text_of(53.1, Unit::money) == "53.10 EUR");
  CHECK(text_of(152'300.4, Unit::money) == "152,300 EUR");
  CHECK(text_of(1'234.2, Unit::count) == "1,234");
  CHECK(text_of(12.25, Unit::count) == "12.2");
  CHECK(text_of(12, Unit::count) == "12");
  CHECK(text_of(1.5, Unit::per_hour) == "1.50 /h");
  CHECK(value_text(std::nullopt, Unit::share, "EUR") == "-");
}

TEST_CASE("a share of nearly all or nearly none is not shown as all or none") {
  CHECK(text_of(1, Unit::share) == "100.0 %");
  CHECK(text_of(0.9997, Unit::share) == "99.97 %");
  CHECK(text_of(0.99996, Unit::share) == "99.996 %");
  CHECK(text_of(0.0002, Unit::share) == "0.02 %");
  CHECK(text_of(0, Unit::share) == "0.0 %");
}

TEST_CASE("intervals are in the unit of their value, and never look like one number") {
  CHECK(interval_of(0.779, 0.783, 0.788, Unit::share) == "[77.9, 78.8]");
  CHECK(interval_of(3.9 * hour, 4.2 * hour, 4.5 * hour, Unit::duration) == "[3.9, 4.5]");
  CHECK(interval_of(0.78301, 0.7831, 0.78319, Unit::share) == "[78.30, 78.32]");
  CHECK(interval_of(1'999.6, 2'000, 2'000.4, Unit::money) == "[1,999.6, 2,000.4]");
  CHECK(interval_text({.value = 1.0, .interval = {}}, Unit::share).empty());
}

TEST_CASE("JSON and CSV have lengths of time in hours") {
  CHECK(in_unit(90 * minute, Unit::duration) == 1.5);
  CHECK(in_unit(0.5, Unit::share) == 0.5);
  CHECK(unit_name(Unit::duration, "EUR") == "h");
  CHECK(unit_name(Unit::money, "EUR") == "EUR");
}

TEST_CASE("names are cut by characters, not by bytes") {
  CHECK(width_of("caf\xC3\xA9") == 4);
  CHECK(shortened("caf\xC3\xA9", 4) == "caf\xC3\xA9");
  CHECK(shortened("caf\xC3\xA9s", 4) == "caf~");
  CHECK(shortened("\xC3\xA9\xC3\xA9\xC3\xA9", 2) == "\xC3\xA9~");
}

TEST_CASE("long lines are broken between words") {
  CHECK(wrapped("one two three four", 9, "  ") == "one two\n  three\n  four");
  CHECK(wrapped("  one two", 7, "  ") == "  one\n  two");
  CHECK(wrapped("incomprehensibilities", 5, "  ") == "incomprehensibilities");
  CHECK(wrapped("", 5, "  ").empty());
}

TEST_CASE("columns are as wide as their widest cell") {
  TextTable table;
  table.add({"caf\xC3\xA9", "n"});
  table.add({"a", "1,000"});
  table.add({"b", ""});
  CHECK(table.text() == "  caf\xC3\xA9      n\n  a     1,000\n  b\n");
}

TEST_CASE("a field of CSV is quoted where it must be") {
  CHECK(csv_field("plain text") == "plain text");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("a table that is too wide takes two lines for its head, then leaves columns out") {
  TextTable table;
  table.add({"By month", "MTTR median", "on time: answer", "cost"});
  table.add({"2026-01", "1.5 h", "98.5 %", "12,345"});
  const std::string wide = "  By month  MTTR median  on time: answer    cost\n"
                           "  2026-01         1.5 h           98.5 %  12,345\n";
  CHECK(table.text() == wide);
  CHECK(table.text(48) == wide);
  CHECK(table.text(47) == "              MTTR  on time:\n"
                          "  By month  median    answer    cost\n"
                          "  2026-01    1.5 h    98.5 %  12,345\n");
  table.may_go({2, 3});
  CHECK(table.text(35) == "              MTTR\n"
                          "  By month  median    cost\n"
                          "  2026-01    1.5 h  12,345\n");
  CHECK(table.text(20) == "              MTTR\n"
                          "  By month  median\n"
                          "  2026-01    1.5 h\n");
}
