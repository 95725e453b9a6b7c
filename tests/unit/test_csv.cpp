#include "sim/csv.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

/// All rows of a text, with the problems found in it.
struct Table {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> lines;
  std::vector<std::string> header;
  std::vector<Problem> problems;
};

Table read(std::string_view text, std::size_t most_rows = 1000) {
  Table table;
  FileProblems problems{"t.csv", table.problems};
  CsvReader csv{text, most_rows, problems};
  table.header = csv.header();
  while (csv.next()) {
    table.lines.push_back(csv.line());
    std::vector<std::string>& row = table.rows.emplace_back();
    for (std::size_t i = 0; i < table.header.size(); ++i) row.emplace_back(csv[i]);
  }
  problems.finish();
  return table;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("CSV: plain rows, with LF or CRLF, with or without an end of line at the end") {
  const Rows expected{{"1", "2"}, {"3", "4"}};
  for (const char* text :
       {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\n3,4", "a,b\n1,2\n3,4\r",
        "\xEF\xBB\xBF"
        "a,b\n\n1,2\n\r\n3,4\n\n"}) {
    const Table table = read(text);
    CHECK(table.problems.empty());
    CHECK(table.header == std::vector<std::string>{"a", "b"});
    CHECK(table.rows == expected);
  }
}

TEST_CASE("CSV: empty fields are kept, the last one too") {
  CHECK(read("a,b,c\n,,\n1,,\n").rows == Rows{{"", "", ""}, {"1", "", ""}});
}

TEST_CASE("CSV: quoted fields hold commas, quotes and line ends") {
  const Table table =
      read("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\r\nlines\",\"\"\n\"\"\"\",end\n");
  CHECK(table.problems.empty());
  CHECK(table.rows == Rows{{"x, y", "say \"no\""}, {"two\r\nlines", ""}, {"\"", "end"}});
  CHECK(table.lines == std::vector<std::size_t>{2, 3, 5});
}

TEST_CASE("CSV: names in the header may be quoted and have blanks around them") {
  CHECK(read("\"a, b\", c \n1,2\n").header == std::vector<std::string>{"a, b", "c"});
}

TEST_CASE("CSV: a row with the wrong number of fields is told by its line and left out") {
  const Table table = read("a,b\n1\n1,2\n1,2,3\n");
  CHECK(table.rows == Rows{{"1", "2"}});
  REQUIRE(table.problems.size() == 2);
  CHECK(to_text(table.problems[0]) == "t.csv:2:1: error: the row has 1 field (the header has 2)");
  CHECK(table.problems[1].place == Place{"t.csv", 4, 1});
}

TEST_CASE("CSV: broken quotes are located") {
  struct Case {
    const char* text;
    std::size_t line;
    std::size_t column;
  };
  for (const Case& c :
       {Case{"a,b\n1,5\" disk\n", 2, 4}, Case{"a,b\n1,\"x\" y\n", 2, 6},
        Case{"a,b\n1,2\n1,\"never\n1,2\n", 3, 3}, Case{"a,b\n\"two\nlines\", \"x\"\n", 3, 9}}) {
    const Table table = read(c.text);
    INFO(c.text);
    REQUIRE(table.problems.size() == 1);
    CHECK(table.problems[0].place == Place{"t.csv", c.line, c.column});
  }
}

TEST_CASE("CSV: limits are named") {
  const Table rows = read("a\n1\n2\n3\n", 2);
  REQUIRE(rows.problems.size() == 1);
  CHECK(rows.problems[0].what == "more than 2 rows");
  CHECK(rows.rows.size() == 2);

  const std::string longest(CsvReader::longest_field, 'x');
  CHECK(read("a\n" + longest + "\n").problems.empty());
  const Table field = read("a\n" + longest + "x\n");
  REQUIRE(field.problems.size() == 1);
  CHECK(field.problems[0].why == "the limit is 65536");

  const std::string widest(CsvReader::most_columns - 1, ',');
  CHECK(read(widest + "\n").problems.empty());
  CHECK(read(widest + ",\n").problems.size() == 1);
}

TEST_CASE("CSV: files that are not what they seem") {
  CHECK(read("").problems.at(0).what == "the file is empty");
  CHECK(read("\xFF\xFE"
             "a\0,\0")
            .problems.at(0)
            .what == "the file is UTF-16 text");
}

TEST_CASE("CSV: columns are found by name") {
  std::vector<Problem> all;
  FileProblems problems{"t.csv", all};
  CsvReader csv{"opened,type,type\n", 10, problems};
  CHECK(csv.find("opened") == 0U);
  CHECK_FALSE(csv.find("Opened"));
  CHECK(all.empty());
  CHECK(csv.find("type") == 1U);
  REQUIRE(all.size() == 1);
  CHECK(all[0].what == "two columns are named 'type'");
  CHECK_FALSE(csv.require("open"));
  REQUIRE(all.size() == 2);
  CHECK(all[1].suggestion == "did you mean 'opened'?");
  CHECK_FALSE(csv.require("created"));
  REQUIRE(all.size() == 3);
  CHECK(to_text(all[2]) ==
        "t.csv:1: error: no column 'created' (columns are found by their name in line "
        "1); the columns are: opened, type, type");
}

TEST_CASE("CSV: other separators are recognised") {
  std::vector<Problem> all;
  FileProblems problems{"t.csv", all};
  CsvReader csv{"opened;type\n", 10, problems};
  CHECK_FALSE(csv.require("type"));
  CHECK(all.at(0).suggestion == "separate columns by commas, not semicolons");
}

TEST_CASE("CSV: a complaint finds its field over line ends") {
  std::vector<Problem> all;
  FileProblems problems{"t.csv", all};
  CsvReader csv{"a,b\n\"x\ny\",bad\n", 10, problems};
  REQUIRE(csv.next());
  csv.complain(1, {"bad", "", ""});
  CHECK(all.at(0).place == Place{"t.csv", 3, 4});
}

TEST_CASE("CSV: ten problems are shown, the others are counted") {
  std::string text = "a,b\n";
  for (int i = 0; i < 25; ++i) text += "1\n";
  const Table table = read(text);
  REQUIRE(table.problems.size() == FileProblems::most_shown + 1);
  CHECK(table.problems.back().what == "and 15 more problems in this file");
}

TEST_CASE("CSV: reading ends where there are so many problems that nobody counts them") {
  std::string text = "a,b\n";
  for (int i = 0; i < 2'000; ++i) text += "1\n";
  text += "1,2\n";
  const Table table = read(text);
  CHECK(table.problems.back().what == "and at least 990 more problems in this file");
  CHECK(table.rows.empty());
}
