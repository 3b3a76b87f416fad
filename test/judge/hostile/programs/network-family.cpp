#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <sched.h>
#include <string>
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

template <typename Address> static bool bound(int type, Address address, int protocol = 0) {
  auto *any = reinterpret_cast<sockaddr *>(&address);
  return bind(socket(any->sa_family, type, protocol), any, sizeof address) == 0;
}

/** Raw packets are for root: here in a namespace of its own, where everyone is root. */
static bool raw(int family, int protocol) {
  return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && socket(family, SOCK_RAW, protocol) >= 0;
}

int main(int, char **argv) {
  sockaddr_in v4 = {AF_INET, htons(9), {htonl(INADDR_LOOPBACK)}, {}};
  sockaddr_in6 v6 = {AF_INET6, 0, 0, IN6ADDR_LOOPBACK_INIT, 0};
  sockaddr_nl netlink = {AF_NETLINK, 0, 0, 0};
  sockaddr_vm vsock = {};
  vsock.svm_family = AF_VSOCK;
  vsock.svm_cid = VMADDR_CID_ANY;
  vsock.svm_port = VMADDR_PORT_ANY;
  std::string family = argv[2];
  bool done = family == "udp"       ? sendto(socket(AF_INET, SOCK_DGRAM, 0), "x", 1, 0, reinterpret_cast<sockaddr *>(&v4), sizeof v4) == 1
              : family == "inet6"   ? bound(SOCK_STREAM, v6)
              : family == "netlink" ? bound(SOCK_RAW, netlink, NETLINK_ROUTE)
              : family == "vsock"   ? bound(SOCK_STREAM, vsock)
              : family == "packet"  ? raw(AF_PACKET, 0)
              : family == "raw"     ? raw(AF_INET, IPPROTO_ICMP)
                                    : false;
  puts(done ? "PWNED" : strerror(errno));
}
