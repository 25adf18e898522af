/** Where words that were not recorded here are written. */
export const sources = {
  go: 'Go, src/syscall/zerrors_linux_amd64.go and src/net/net.go',
  java: 'OpenJDK, src/java.base/unix/native/libnio/ch/Net.c and src/java.base/share/classes/sun/nio/ch/NioSocketImpl.java',
  chromium: 'Chromium, net/base/net_error_list.h',
  firefox: 'Firefox, dom/locales/en-US/chrome/appstrings.properties and netError.ftl',
  errno: 'errno(3), strerror(3)',
  curl: 'curl 8, lib/strerror.c',
  apple: 'Apple, Foundation, NSURLError.h; CFNetwork, CFNetworkErrors.h',
  windows: 'Windows Sockets Error Codes (winsock2.h)',
} as const;
