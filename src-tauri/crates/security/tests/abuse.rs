//! What must not compile: the ways round a grant that an author in a hurry would try.

#[test]
fn abuses_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/abuse/*.rs");
}
