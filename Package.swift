// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func library(_ name: String, on dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, on dependencies: Target.Dependency...) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "hendig",
    targets: [
        .systemLibrary(
            name: "CPostgres",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        .systemLibrary(name: "CLinux"),
        library("EventLoop", on: "CLinux"),
        library("JSON"),
        library("HTTP"),
        library("HTTPServer", on: "HTTP", "EventLoop", "CLinux"),
        library("Postgres", on: "CPostgres", "EventLoop"),
        library("Scoring"),
        library("Partnership", on: "Scoring", "Postgres", "HTTP", "JSON", "EventLoop"),
        .executableTarget(
            name: "hendig",
            dependencies: [
                "Partnership", "Scoring", "HTTPServer", "HTTP", "JSON", "Postgres", "EventLoop",
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Partnership", "Postgres", "CPostgres", "HTTP", "JSON", "EventLoop"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "PlainServer",
            dependencies: ["HTTPServer", "HTTP", "EventLoop"],
            path: "Tests/PlainServer",
            swiftSettings: settings
        ),
        tests("EventLoopTests", on: "EventLoop", "TestSupport"),
        tests("JSONTests", on: "JSON"),
        tests("HTTPTests", on: "HTTP"),
        tests("HTTPServerTests", on: "HTTPServer", "HTTP", "EventLoop", "CLinux"),
        tests("PostgresTests", on: "Postgres", "EventLoop", "TestSupport"),
        tests("ScoringTests", on: "Scoring"),
        tests(
            "PartnershipTests",
            on: "Partnership",
            "Scoring",
            "Postgres",
            "HTTP",
            "JSON",
            "TestSupport"
        ),
        tests("ContractTests", on: "Partnership", "Postgres", "JSON", "HTTP", "TestSupport"),
        tests("Journeys", on: "hendig", "Postgres", "JSON", "TestSupport"),
        tests("TidyTests"),
    ]
)
