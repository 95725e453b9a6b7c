#include "tests/support/process.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <regex>
#include <stdexcept>

namespace tiersim::test {
namespace {

void send_to(int stream, const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || dup2(file, stream) < 0) _exit(127);
  close(file);
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments,
                 const std::string& out,
                 std::string program)
    : out_{out.empty() ? folder_.path("out") : out} {
  std::vector<std::string> words = arguments;
  std::vector<char*> argv{program.data()};
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string err = folder_.path("err");
  id_ = fork();
  if (id_ < 0) throw std::runtime_error{"cannot start a process"};
  if (id_ > 0) return;
  send_to(STDOUT_FILENO, out_);
  send_to(STDERR_FILENO, err);
  execv(program.c_str(), argv.data());
  _exit(127);
}

void Process::interrupt() const { kill(id_, SIGINT); }

void Process::kill_at_once() const { kill(id_, SIGKILL); }

Ended Process::wait() {
  int status = 0;
  rusage used{};
  if (wait4(id_, &status, 0, &used) != id_) throw std::runtime_error{"lost the process"};
  constexpr int killed = 128;
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : killed + WTERMSIG(status),
          .out = file_text(folder_.path("out")),
          .err = file_text(folder_.path("err")),
          .processor_seconds = seconds(used.ru_utime) + seconds(used.ru_stime),
          .peak_bytes = static_cast<std::size_t>(used.ru_maxrss) * 1024};
}

Ended typed(const std::vector<std::string>& arguments) { return Process{arguments}.wait(); }

Ended run_program(const std::string& program, const std::vector<std::string>& arguments) {
  return Process{arguments, "", program}.wait();
}

std::string without_run_seconds(const std::string& json) {
  static const std::regex seconds{"\"run_seconds\": [^,\n]*"};
  return std::regex_replace(json, seconds, "");
}

std::string unwrapped(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n';
    if (!is_blank || !line.ends_with(' ')) line += is_blank ? ' ' : c;
  }
  return line;
}

}  // namespace tiersim::test
