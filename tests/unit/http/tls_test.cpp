// TLS with a certificate made for the test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <cstdio>

#include "http/listener.hpp"
#include "http/server.hpp"

namespace gangmu::http {
namespace {

template <class T, void (*Free)(T*)>
struct Freed {
    void operator()(T* item) const { Free(item); }
};
template <class T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, Free>>;

void write_certificate(const std::string& certificate_path, const std::string& key_path) {
    const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
    const Owned<X509, X509_free> certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    std::FILE* file = std::fopen(certificate_path.c_str(), "w");
    PEM_write_X509(file, certificate.get());
    std::fclose(file);
    file = std::fopen(key_path.c_str(), "w");
    PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
}

class Says final : public Handler {
  public:
    Admission admit(const Request&) override { return {2u << 20, false, false}; }
    Response answer(const Request& request) override {
        Response reply;
        return reply.text("text/plain", std::string(request.peer->secure ? "secure " : "plain ") +
                                            std::to_string(request.body.size()) + std::string(100'000, '.'));
    }
    Response refuse(const Request&, unsigned status, std::string_view code) override {
        Response reply;
        reply.status = status;
        return reply.text("text/plain", std::string(code));
    }
};

// One request over TLS; empty when the handshake fails.
std::string ask(const std::string& address, const std::string& request, int highest_version) {
    auto fd = connect_tcp(address);
    if (!fd) return "no connection";
    const Owned<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_max_proto_version(context.get(), highest_version);
    const Owned<SSL, SSL_free> ssl(SSL_new(context.get()));
    SSL_set_fd(ssl.get(), fd->get());
    if (SSL_connect(ssl.get()) != 1) return {};
    SSL_write(ssl.get(), request.data(), static_cast<int>(request.size()));
    std::string out;
    char piece[4096];
    for (int n; (n = SSL_read(ssl.get(), piece, sizeof piece)) > 0;)
        out.append(piece, static_cast<std::size_t>(n));
    return out;
}

TEST(Tls, ServesWithTheGivenCertificate) {
    std::string folder = std::filesystem::temp_directory_path() / "gangmu-tls-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    write_certificate(folder + "/cert.pem", folder + "/key.pem");
    Says says;
    Options options;
    options.listen = "127.0.0.1:0";
    options.certificate = folder + "/cert.pem";
    options.key = folder + "/key.pem";
    options.threads = 1;
    options.limits.body_bytes = 2u << 20;
    auto server = Server::start(options, says);
    ASSERT_TRUE(server) << server.error().what.en;
    ASSERT_THAT((*server)->url(), testing::StartsWith("https://"));
    const std::string address = (*server)->url().substr(8);
    const std::string get = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    const std::string reply = ask(address, get, TLS1_3_VERSION);
    EXPECT_THAT(reply, testing::HasSubstr("secure 0"));
    EXPECT_GT(reply.size(), 100'000u);
    EXPECT_THAT(ask(address, get, TLS1_2_VERSION), testing::HasSubstr("secure 0"));
    EXPECT_EQ(ask(address, get, TLS1_1_VERSION), "");
    const std::string post =
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n" +
        std::string(1'000'000, 'b');
    EXPECT_THAT(ask(address, post, TLS1_3_VERSION), testing::HasSubstr("secure 1000000"));
    server->reset();

    options.key = folder + "/cert.pem";  // not a key
    EXPECT_EQ(Server::start(options, says).error().code, "tls-key");
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace gangmu::http
